"""The SAM template and the CDK construct make the same system, and a difference does not go unseen."""

import unittest

from parity.facts import differences, facts
from parity.mutations import MUTATIONS, SAM
from parity.templates import SCENARIOS, cdk_renamed, sam_transformed


class Parity(unittest.TestCase):
    maxDiff = None

    def test_both_make_the_same_system_in_every_scenario(self):
        for scenario, values in SCENARIOS.items():
            with self.subTest(scenario):
                left = facts(sam_transformed(), values)
                right = facts(cdk_renamed()[scenario])
                self.assertGreater(len(left), 600, "the facts of a whole system")
                self.assertEqual([], differences(left, right))

    def test_every_mutation_is_caught_and_both_sides_are_named(self):
        self.assertGreaterEqual(len(MUTATIONS), 25)
        whole = {
            scenario: (facts(sam_transformed(), values), facts(cdk_renamed()[scenario]))
            for scenario, values in SCENARIOS.items()
        }
        for mutation in MUTATIONS:
            with self.subTest(str(mutation)):
                left, right = whole[mutation.scenario]
                if mutation.side == SAM:
                    left = facts(mutation.applied(sam_transformed()), SCENARIOS[mutation.scenario])
                else:
                    right = facts(mutation.applied(cdk_renamed()[mutation.scenario]))
                found = differences(left, right)
                self.assertTrue(found, "not caught")
                name = mutation.path[1] if mutation.path[0] == "Outputs" else mutation.path[0]
                for line in found:
                    self.assertIn(name, line)
                    self.assertRegex(line, r": SAM has .+, CDK has .+")
        print(f"parity: {len(MUTATIONS)} mutations, each caught")


if __name__ == "__main__":
    unittest.main()
