package dev.backout.testkit.server;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A class whose tests run on each of the versions that are tested ([Majors#all]), which are its
/// parameter; beside other classes, one test after the other.
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ParameterizedClass(name = "on PostgreSQL {0}")
@MethodSource("dev.backout.testkit.server.Majors#all")
@BesideOthers
public @interface EveryMajor {}
