// A blog as people have it: run in WordPress, before it is exported.
update_option('timezone_string', 'Pacific/Auckland');
update_option('permalink_structure', '/%year%/%monthnum%/%postname%/');
$GLOBALS['wp_rewrite']->init();
kses_remove_filters();
$author = wp_insert_user(['user_login' => 'hine', 'user_pass' => 'x', 'user_email' => 'hine@example.test',
    'display_name' => 'Hine Tester', 'first_name' => 'Hine', 'last_name' => 'Tester', 'role' => 'editor']);
$uploads = wp_upload_dir('2019/03');
copy(getenv('PICTURE'), $uploads['path'] . '/map.png');
$map = wp_insert_attachment(['post_mime_type' => 'image/png', 'post_title' => 'A map of rivers', 'post_status' => 'inherit',
    'post_excerpt' => 'Rivers', 'guid' => $uploads['url'] . '/map.png'], $uploads['path'] . '/map.png');
update_post_meta($map, '_wp_attachment_image_alt', 'Rivers on a map');
$address = $uploads['url'] . '/map.png';
function made($fields, $meta = []) {
    return wp_insert_post(wp_slash($fields + ['post_status' => 'publish', 'post_author' => $GLOBALS['author'],
        'meta_input' => $meta]), true);
}
$GLOBALS['author'] = $author;
$river = wp_insert_term('Rivers & mud', 'category');
$block = made(['post_type' => 'wp_block', 'post_title' => 'Notice', 'post_content' => "<!-- wp:paragraph -->\n<p>Shared notice.</p>\n<!-- /wp:paragraph -->"]);
$text = <<<HTML
<!-- wp:paragraph -->
<p>Tēnā koe @home, [sic] *not* <em>stressed</em>.<sup data-fn="b0a4c4f0-0000-4000-8000-000000000001" class="fn"><a href="#b0a4c4f0-0000-4000-8000-000000000001" id="b0a4c4f0-0000-4000-8000-000000000001-link">1</a></sup> And again.<sup data-fn="b0a4c4f0-0000-4000-8000-000000000002" class="fn"><a href="#b0a4c4f0-0000-4000-8000-000000000002" id="b0a4c4f0-0000-4000-8000-000000000002-link">2</a></sup></p>
<!-- /wp:paragraph -->

<!-- wp:heading -->
<h2 class="wp-block-heading">Where &amp; when #1</h2>
<!-- /wp:heading -->

<!-- wp:image {"id":$map,"sizeSlug":"large"} -->
<figure class="wp-block-image size-large"><img src="$address" alt="" class="wp-image-$map"/><figcaption class="wp-element-caption">The <strong>map</strong> of [rivers]</figcaption></figure>
<!-- /wp:image -->

<!-- wp:list -->
<ul class="wp-block-list"><!-- wp:list-item -->
<li>One<!-- wp:list -->
<ul class="wp-block-list"><!-- wp:list-item -->
<li>Inner</li>
<!-- /wp:list-item --></ul>
<!-- /wp:list --></li>
<!-- /wp:list-item -->

<!-- wp:list-item -->
<li>Two</li>
<!-- /wp:list-item --></ul>
<!-- /wp:list -->

<!-- wp:quote -->
<blockquote class="wp-block-quote"><!-- wp:paragraph -->
<p>Words of another.</p>
<!-- /wp:paragraph --><cite>Somebody</cite></blockquote>
<!-- /wp:quote -->

<!-- wp:table -->
<figure class="wp-block-table"><table class="has-fixed-layout"><thead><tr><th>Year</th><th>Rain</th></tr></thead><tbody><tr><td>2018</td><td>5 | 6</td></tr></tbody></table><figcaption class="wp-element-caption">Rain</figcaption></figure>
<!-- /wp:table -->

<!-- wp:embed {"url":"https://www.youtube.com/watch?v=x_y_z","type":"video","providerNameSlug":"youtube"} -->
<figure class="wp-block-embed is-type-video"><div class="wp-block-embed__wrapper">
https://www.youtube.com/watch?v=x_y_z
</div></figure>
<!-- /wp:embed -->

<!-- wp:block {"ref":$block} /-->

<!-- wp:latest-posts /-->

<!-- wp:code -->
<pre class="wp-block-code"><code>a = [1] &lt; *b*</code></pre>
<!-- /wp:code -->

<!-- wp:footnotes /-->
HTML;
$notes = wp_json_encode([
    ['content' => 'A <strong>note</strong> with @name.', 'id' => 'b0a4c4f0-0000-4000-8000-000000000001'],
    ['content' => 'Another, <a href="https://example.org/a_b">linked</a>.', 'id' => 'b0a4c4f0-0000-4000-8000-000000000002'],
]);
$first = made(['post_title' => 'Rivers & “mud”', 'post_name' => 'rivers-and-mud', 'post_content' => $text, 'post_excerpt' => 'What *rivers* do.',
    'post_date' => '2019-03-05 10:30:00', 'tags_input' => ['rain', 'whenua'], 'post_category' => [$river['term_id']]],
    ['footnotes' => $notes, '_thumbnail_id' => $map, '_wp_old_slug' => 'rivers']);
$base = home_url();
made(['post_title' => 'In the old editor', 'post_date' => '2018-01-02 09:00:00', 'post_content' => <<<HTML
Two lines
of one paragraph with <strong>stress</strong>, and <a href="$base/2019/03/rivers-and-mud/#where">a link</a>.

[caption id="attachment_$map" align="alignleft" width="300"]<a href="$address"><img class="size-medium wp-image-$map" src="$address" alt="Map" width="300" height="200" /></a> Under <em>it</em>[/caption]

1. looks like a list

[gallery ids="$map"]

[contact-form-7 id="12" title="Contact"]

Words[footnote]A note in the text.[/footnote] go on. <iframe src="https://player.vimeo.com/video/1"></iframe><script>alert(1)</script>

https://vimeo.com/1
HTML]);
made(['post_title' => 'Secret', 'post_content' => 'Secret.', 'post_password' => 'x', 'post_date' => '2018-02-01 09:00:00']);
made(['post_title' => 'Mine', 'post_content' => 'Mine.', 'post_status' => 'private', 'post_date' => '2018-02-02 09:00:00']);
made(['post_title' => 'To come', 'post_content' => 'Later.', 'post_status' => 'future', 'post_date' => '2037-01-01 10:00:00']);
made(['post_title' => 'Asked', 'post_content' => 'Asked.', 'post_status' => 'pending']);
made(['post_title' => 'Unfinished', 'post_content' => 'Not yet.', 'post_status' => 'draft']);
made(['post_title' => 'About us', 'post_type' => 'page', 'post_content' => "<!-- wp:paragraph -->\n<p>Us.</p>\n<!-- /wp:paragraph -->", 'post_date' => '2018-01-01 09:00:00']);
wp_trash_post(made(['post_title' => 'Gone', 'post_content' => 'Gone.']));
$asked = wp_insert_comment(['comment_post_ID' => $first, 'comment_author' => 'Reader One', 'comment_author_email' => 'one@example.test',
    'comment_author_url' => 'https://one.example/', 'comment_author_IP' => '192.0.2.7', 'comment_approved' => 1,
    'comment_content' => "Ka pai <b>this</b>\n\n<script>alert(1)</script>and more", 'comment_date' => '2019-03-06 08:00:00',
    'comment_date_gmt' => '2019-03-05 19:00:00']);
wp_insert_comment(['comment_post_ID' => $first, 'comment_author' => 'Hine Tester', 'comment_author_email' => 'hine@example.test',
    'comment_parent' => $asked, 'comment_approved' => 1, 'comment_content' => 'Thank you', 'user_id' => $author]);
wp_insert_comment(['comment_post_ID' => $first, 'comment_author' => 'Waiting', 'comment_approved' => 0, 'comment_content' => 'Waits']);
wp_insert_comment(['comment_post_ID' => $first, 'comment_author' => 'Spam', 'comment_approved' => 'spam', 'comment_content' => 'Buy']);
