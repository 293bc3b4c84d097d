/** What several nouns print: findings, protectors that were verified, addressees and policies. */
@NullMarked
package dev.keyward.cli.view;

import org.jspecify.annotations.NullMarked;
