/** What the verbs share that grant, revoke and renew in files with the owner's keys. */
@NullMarked
package dev.keyward.cli.edit;

import org.jspecify.annotations.NullMarked;
