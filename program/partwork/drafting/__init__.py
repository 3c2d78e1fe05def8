"""The site while one writes: what `invoke serve` shows.

`follower` looks at the `tree` of files and has them built in the `workshop`, where a `resident` process forks
a child for each `build`. What came of it is put into `draft`; `server` shows that, with the `panel` of what
is wrong. `session` begins and ends all.
"""
