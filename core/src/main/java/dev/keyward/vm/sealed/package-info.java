/** What a sealed file says: its policy, its addressees, and its parts. */
package dev.keyward.vm.sealed;
