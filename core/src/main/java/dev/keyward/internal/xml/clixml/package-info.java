/** PowerShell's form of objects in XML. */
@NullMarked
package dev.keyward.internal.xml.clixml;

import org.jspecify.annotations.NullMarked;
