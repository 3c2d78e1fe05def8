"""What one can ask of syndication on the command line: one file a command."""
