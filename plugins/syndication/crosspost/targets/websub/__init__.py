"""A WebSub hub (W3C), which is told of the site's feeds."""
