/// What stands for a secret in `backout.yaml`, and keeping what it stands for off screens and out
/// of journals.
package dev.backout.reference;
