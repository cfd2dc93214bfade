/// Finding the project and the database: command line, environment, `.env`, `backout.yaml`, in this
/// order.
package dev.backout.config;
