<?php
$_SERVER += ['HTTP_HOST' => '127.0.0.1', 'SERVER_PROTOCOL' => 'HTTP/1.1', 'REQUEST_METHOD' => 'GET'];
require $argv[1] . '/wp-load.php';
foreach (get_posts(['post_type' => 'any', 'post_status' => 'any', 'numberposts' => -1]) as $post)
    wp_delete_post($post->ID, true);
$users = [];
foreach (['administrator', 'author', 'contributor'] as $role) {
    $user = get_user_by('login', $role);
    $id = $user ? $user->ID : wp_insert_user(['user_login' => $role, 'role' => $role,
        'user_pass' => wp_generate_password(), 'user_email' => "$role@example.test"]);
    [$password] = WP_Application_Passwords::create_new_application_password($id, ['name' => 'tests']);
    $users[$role] = $password;
}
flush_rewrite_rules();
echo json_encode(['version' => $GLOBALS['wp_version'], 'users' => $users]);
