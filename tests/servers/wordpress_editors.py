"""The two editors of a WordPress, as the people there use them."""

import re
from contextlib import contextmanager

# What makes WordPress open posts as it did before 2018; the plugin Classic Editor does the same.
CLASSIC = "<?php add_filter('use_block_editor_for_post', '__return_false');"
EDITORS = ("block", "classic")


@contextmanager
def sign_in(wordpress, browser, user):
    """Give a browser's page in which a user is signed in, without the rest of the network."""
    wordpress.run(f"wp_set_password('the password of {user}', get_user_by('login', '{user}')->ID);")
    context = browser.new_context()
    context.route(re.compile(r"//(?!127\.0\.0\.1[:/])"), lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{wordpress.url}/wp-login.php")
    page.fill("#user_login", user)
    page.fill("#user_pass", f"the password of {user}")
    page.click("#wp-submit")
    page.wait_for_selector("#wpadminbar")
    yield page
    context.close()


def save_post(wordpress, page, editor, number):
    """Open a post in an editor and save it as it is."""
    plugin = wordpress.site / "wp-content/mu-plugins/classic.php"
    plugin.parent.mkdir(exist_ok=True)
    if editor == "classic":
        plugin.write_text(CLASSIC)
    try:
        page.goto(f"{wordpress.url}/wp-admin/post.php?post={number}&action=edit")
        if editor == "classic":
            page.wait_for_function("window.tinymce?.activeEditor?.initialized")
            page.click("#publish")
            page.wait_for_selector("#message.notice-success, #message.updated")
            return
        page.wait_for_function(
            """window.wp?.data?.select("core/editor")?.getCurrentPostId()
            && wp.data.select("core/block-editor").getBlockCount()"""
        )
        # The button is dead as long as nothing changed, and a save writes all blocks anew.
        page.evaluate(
            """async () => {
                const {dispatch, select} = wp.data
                const title = select("core/editor").getEditedPostAttribute("title")
                const content = select("core/editor").getEditedPostContent()
                dispatch("core/editor").editPost({content, title})
                await dispatch("core/editor").savePost()
            }"""
        )
        assert page.evaluate("wp.data.select('core/editor').didPostSaveRequestSucceed()")
    finally:
        plugin.unlink(missing_ok=True)
