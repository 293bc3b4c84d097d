/** The other side of a service: a client, and how many releases a second it gets. */
@NullMarked
package dev.keyward.cli.serve.load;

import org.jspecify.annotations.NullMarked;
