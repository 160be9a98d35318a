/** What the families of Clean Rooms ML share: errors, rules, lives, who may reach what. */
@NullMarked
package dev.mlsim.services.cleanroomsml.vocabulary;

import org.jspecify.annotations.NullMarked;
