/** The family of errors that every room of Keyward throws, and nothing else. */
package dev.keyward;
