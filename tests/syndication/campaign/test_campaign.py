"""Nothing is sent twice and nothing is lost, however often and wherever publishing is broken off.

`PARTWORK_KILLS` says how many runs are killed (40; a whole campaign has 200), `PARTWORK_SEED` which ones.
"""

import json
import os
import random
import time

from syndication.campaign.senders import Campaign

KILLS = int(os.environ.get("PARTWORK_KILLS", "40"))
SEED = int(os.environ.get("PARTWORK_SEED", "1"))
NAMES = [
    "alder",
    "birch",
    "cedar",
    "dogwood",
    "elm",
    "fir",
    "gingko",
    "hazel",
    "ironwood",
    "juniper",
    "kauri",
    "larch",
    "maple",
    "nikau",
    "oak",
    "pine",
    "quince",
    "rimu",
    "spruce",
    "totara",
]
# Runs that are killed or otherwise broken before one that nothing disturbs.
BROKEN = 18


def test_campaign(essays, record_property):
    essays.write(NAMES)
    essays.configure()
    essays.build()
    campaign = Campaign(essays, random.Random(SEED))
    counts, chance = campaign.counts, campaign.chance
    doubles, losses, harmed, noisy, seconds = [], [], [], [], time.monotonic()
    kills = [campaign.kill_in_request, campaign.kill_at_some_time, campaign.kill_at_the_ledger]
    others = [campaign.break_answers] * 6 + [
        campaign.fill_the_disk,
        campaign.turn_the_clock,
        campaign.publish_twice,
        campaign.damage_the_ledger,
        campaign.restore_a_backup,
    ]
    try:
        while campaign.kills < KILLS:
            for _ in range(BROKEN):
                campaign.clear()
                if chance.random() < 0.25:
                    chance.choice(others)()
                elif not chance.choice(kills)():
                    # It was done with everything before it could be killed.
                    edit(essays, chance)
            campaign.clear()
            campaign.restore_a_backup()
            found = campaign.check()
            doubles += found[0]
            losses += found[1]
            harmed += campaign.harmed()
            assert (*found, harmed) == ([], [], []), essays.log.read_text(encoding="utf-8")
            noisy += publish_in_silence(campaign)
            if chance.random() < 0.3:
                campaign.delete_the_ledger()
            edit(essays, chance)
        assert noisy == []
    finally:
        summary = {
            "posts": len(NAMES),
            "targets": len(essays.partners),
            "kills": campaign.kills,
            **dict(sorted(counts.items())),
            "duplicates": len(doubles),
            "losses": len(losses),
            "articles of partners harmed": len(harmed),
            "requests when nothing had changed": len(noisy),
            "seconds": round(time.monotonic() - seconds),
        }
        record_property("campaign", json.dumps(summary))


def edit(essays, chance):
    """Write some posts anew, and build."""
    essays.write(chance.sample(NAMES, chance.randrange(4, 10)))
    essays.build()


def publish_in_silence(campaign):
    """Publish where nothing has changed, and return the requests that were made."""
    campaign.clear()
    campaign.end(campaign.site.start(), (0,))
    return [request for partner in campaign.site.partners.values() for request in partner.proxy.requests]
