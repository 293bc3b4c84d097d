/** What a service counts and measures, for Prometheus. */
@NullMarked
package dev.keyward.cli.serve.metrics;

import org.jspecify.annotations.NullMarked;
