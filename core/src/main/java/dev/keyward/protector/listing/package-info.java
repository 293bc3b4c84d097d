/** The lenient listing of what a protector says, which nothing can open. */
package dev.keyward.protector.listing;
