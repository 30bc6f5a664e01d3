"""From a project of the model to what it adds to ours and changes in it."""
