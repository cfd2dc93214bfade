/// The way back for what the vault holds: it is merged with what was written since, by the laws of
/// nothing lost. Everything is SQL that is proved on a scratch database first, where tables of the
/// same form stand in for those of the vault.
package dev.backout.vault.merge;
