/** The founding scenario with live services, and the same with a guest that boots. */
@NullMarked
package dev.keyward.cli.demo;

import org.jspecify.annotations.NullMarked;
