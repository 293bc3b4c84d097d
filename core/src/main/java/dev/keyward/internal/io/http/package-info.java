/** Bounds in bytes and in time for exchanges over HTTP, and why a connection fails. */
@NullMarked
package dev.keyward.internal.io.http;

import org.jspecify.annotations.NullMarked;
