/** Passphrases from files, variables and people, as exactly as they were given. */
@NullMarked
package dev.keyward.cli.console.passphrase;

import org.jspecify.annotations.NullMarked;
