package dev.mlsim.contract.tool;

import dev.mlsim.architecture.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {}
