"""An endpoint of Micropub (W3C), on any server."""
