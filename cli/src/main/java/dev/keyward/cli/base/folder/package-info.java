/** Folders of guardians and of services, as options name them. */
@NullMarked
package dev.keyward.cli.base.folder;

import org.jspecify.annotations.NullMarked;
