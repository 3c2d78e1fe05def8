<?php
/**
 * Plugin Name: Partwork Canonical
 * Description: Tells search engines where the copies that Partwork sends to this site were first published, and of which series they are a part.
 * Version: 0.1.0
 * Requires at least: 5.6
 * Requires PHP: 7.4
 * License: GPL-2.0-or-later
 * License URI: https://www.gnu.org/licenses/gpl-2.0.html
 *
 * This program is free software; you can redistribute it and/or modify it under the terms of the GNU General
 * Public License as published by the Free Software Foundation; either version 2 of the License, or (at your
 * option) any later version. It comes with no warranty.
 *
 * @package Partwork
 */

defined( 'ABSPATH' ) || exit;

/**
 * Returns what a copy says of itself: the address of the original, and title and address of its series.
 *
 * All of it is text that somebody wrote into a post: escape it.
 *
 * @param WP_Post $post Any post.
 * @return array{url: string, series: string, series_url: string} Empty where the post says nothing.
 */
function partwork_read_copy( $post ) {
	$copy = array(
		'url'        => '',
		'series'     => '',
		'series_url' => '',
	);
	$html = $post->post_content;
	if ( 'post' !== $post->post_type || false === strpos( $html, 'data-partwork=' ) || post_password_required( $post ) ) {
		return $copy;
	}
	if ( ! class_exists( 'DOMDocument' ) ) {
		return $copy;
	}
	$document = new DOMDocument();
	$errors   = libxml_use_internal_errors( true );
	$document->loadHTML( '<?xml encoding="utf-8"?><html><body>' . $html . '</body></html>', LIBXML_NONET );
	libxml_clear_errors();
	libxml_use_internal_errors( $errors );

	$path   = new DOMXPath( $document );
	$marked = $path->query( '//div[@data-partwork]' )->item( 0 );
	if ( null === $marked ) {
		return $copy;
	}
	$notice = $path->query( './/a[contains(concat(" ", normalize-space(@rel), " "), " canonical ")]', $marked )->item( 0 );
	$url    = $notice ? partwork_check_url( $notice->getAttribute( 'href' ), $marked->getAttribute( 'data-partwork' ) ) : '';
	if ( '' === $url ) {
		return $copy;
	}
	$copy['url'] = $url;

	$series = $path->query( './/nav[contains(concat(" ", normalize-space(@class), " "), " partwork-series ")]/p/a', $marked )->item( 0 );
	if ( $series ) {
		$copy['series']     = trim( $series->textContent );
		$copy['series_url'] = partwork_check_url( $series->getAttribute( 'href' ), $marked->getAttribute( 'data-partwork' ) );
	}
	return $copy;
}

/**
 * Returns an address if it leads to the site that the mark of the copy names; else an empty string.
 *
 * @param string $url  From a link in the copy.
 * @param string $mark Site, colon, name of the post.
 * @return string
 */
function partwork_check_url( $url, $mark ) {
	$parts = wp_parse_url( $url );
	if ( ! preg_match( '#^https?://#i', $url ) || empty( $parts['host'] ) ) {
		return '';
	}
	$site = $parts['host'] . ( isset( $parts['port'] ) ? ':' . $parts['port'] : '' ) . ':';
	return 0 === stripos( $mark, $site ) ? esc_url_raw( $url, array( 'http', 'https' ) ) : '';
}

/**
 * Puts the address of the original in the place of this site's own.
 *
 * @param string  $canonical This site's.
 * @param WP_Post $post      The post.
 * @return string
 */
function partwork_canonical_url( $canonical, $post ) {
	$copy = partwork_read_copy( $post );
	return '' === $copy['url'] ? $canonical : $copy['url'];
}
add_filter( 'get_canonical_url', 'partwork_canonical_url', 10, 2 );

/**
 * Prints of which series a copy is a part: for reference managers, and for programs (RFC 6573).
 */
function partwork_print_series() {
	if ( ! is_singular( 'post' ) ) {
		return;
	}
	$copy = partwork_read_copy( get_queried_object() );
	if ( '' !== $copy['series'] ) {
		printf( '<meta name="citation_series_title" content="%s" />' . "\n", esc_attr( $copy['series'] ) );
	}
	if ( '' !== $copy['series_url'] ) {
		printf( '<link rel="collection" href="%s" />' . "\n", esc_url( $copy['series_url'], array( 'http', 'https' ) ) );
	}
}
add_action( 'wp_head', 'partwork_print_series' );
