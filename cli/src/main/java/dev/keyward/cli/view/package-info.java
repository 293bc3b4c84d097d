/** What several nouns print: protectors that were verified, addressees and policies. */
package dev.keyward.cli.view;
