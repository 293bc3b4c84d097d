/** What is wrong about the starts of machines on Hyper-V hosts in local mode. */
@NullMarked
package dev.keyward.fleet.matrix.finding;

import org.jspecify.annotations.NullMarked;
