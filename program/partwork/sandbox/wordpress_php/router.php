<?php
// Files as they are, folders by their index.php, and everything else is WordPress's to answer.
$root = $_SERVER['DOCUMENT_ROOT'];
$path = rawurldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
if ($path !== '/' && is_dir($root . $path)) $path = rtrim($path, '/') . '/index.php';
$script = $path !== '/' && is_file($root . $path) ? $path : '/index.php';
if (substr($script, -4) !== '.php') return false;
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = $script;
$_SERVER['SCRIPT_FILENAME'] = $root . $script;
chdir(dirname($root . $script));
require $root . $script;
