/** {@code keyward demo branch-office}: the founding scenario with live services. */
@NullMarked
package dev.keyward.cli.demo;

import org.jspecify.annotations.NullMarked;
