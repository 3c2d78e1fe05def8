"""How a post may be reused: one licence record for readers, machines and feeds."""
