/** The front door of the library, and the family of errors that every room throws. */
package dev.keyward;
