/**
 * Who exists, and what is attached to whom: accounts, users, groups, roles, policies,
 * organizations, resources.
 */
@NullMarked
package dev.postern.directory;

import org.jspecify.annotations.NullMarked;
