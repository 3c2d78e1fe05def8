"""What archives and search engines would find of a built site, told offline: `report`."""
