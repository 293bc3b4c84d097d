/** What a sealed file says: its policy, whom it is for, and the parts that it holds. */
package dev.keyward.vm.sealed;
