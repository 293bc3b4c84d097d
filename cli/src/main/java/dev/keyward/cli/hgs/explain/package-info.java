/** What the documents of a Host Guardian Service say, part by part. */
@NullMarked
package dev.keyward.cli.hgs.explain;

import org.jspecify.annotations.NullMarked;
