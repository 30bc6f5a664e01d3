"""What happens between a request and its act: the questions asked, the act made, the errors shown."""
