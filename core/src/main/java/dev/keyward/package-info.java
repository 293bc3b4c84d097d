/** The front door of the library, and the exceptions that every package throws. */
package dev.keyward;
