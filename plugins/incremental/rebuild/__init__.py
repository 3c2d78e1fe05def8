"""What a build may leave out: found out without Pelican, from the record that the last one left."""
