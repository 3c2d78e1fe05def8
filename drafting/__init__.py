"""The site while one writes: what `invoke serve` shows.

`follower` looks at the `tree` of files, has it built by `build` in a process of its own and puts what came
of it into `draft`; `server` shows that, with the `panel` of what is wrong. `session` begins and ends all.
"""
