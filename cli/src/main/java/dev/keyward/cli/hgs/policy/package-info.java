/** The verbs of policies for measured hosts: {@code hgs policy}. */
@NullMarked
package dev.keyward.cli.hgs.policy;

import org.jspecify.annotations.NullMarked;
