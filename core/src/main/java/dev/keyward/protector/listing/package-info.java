/** The lenient listing of what a protector says. Nothing can open a listing. */
package dev.keyward.protector.listing;
