package dev.backout.cli;

import dev.backout.backup.BackupChoice;
import dev.backout.error.BackoutException;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// `--backup`: `pg_dump`, `tables`, `snapshot:COMMAND`, `reference:NAME` or `none:REASON`.
final class BackupChoiceConverter implements ITypeConverter<BackupChoice> {
    @Override
    public BackupChoice convert(String value) {
        try {
            return BackupChoice.parse(value);
        } catch (BackoutException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
