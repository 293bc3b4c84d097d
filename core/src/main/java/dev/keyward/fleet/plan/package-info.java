/** Steps for Hyper-V hosts in local mode, to be printed: nothing here changes anything. */
@NullMarked
package dev.keyward.fleet.plan;

import org.jspecify.annotations.NullMarked;
