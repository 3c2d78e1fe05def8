"""What readers answered to a post, wherever a copy of it is: asked for, moderated, and kept as text."""
