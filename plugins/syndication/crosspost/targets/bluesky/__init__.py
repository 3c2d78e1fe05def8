"""An account in the AT Protocol: few words with a card, the whole article beside them if asked for."""
