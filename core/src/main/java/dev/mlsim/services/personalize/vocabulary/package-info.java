/** What Personalize's families share: statuses, rules, quotas, the data of a dataset group. */
@NullMarked
package dev.mlsim.services.personalize.vocabulary;

import org.jspecify.annotations.NullMarked;
