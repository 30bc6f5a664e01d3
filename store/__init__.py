"""What is on disk: values, durable writing, undo and git. Imports no other package of catena."""
