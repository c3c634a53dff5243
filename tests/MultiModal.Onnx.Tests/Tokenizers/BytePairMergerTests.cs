using MultiModal.Onnx.Tokenizers;

namespace MultiModal.Onnx.Tests.Tokenizers;

public sealed class BytePairMergerTests
{
    [Fact]
    public void The_queue_merges_as_looking_for_the_best_pair_again_and_again_does()
    {
        SeededRandom random = new(3);
        for (int round = 0; round < 200; round++)
        {
            // Given: merges of the letters a to d and of what they became.
            List<string> tokens = ["a", "b", "c", "d"];
            List<(string Left, string Right)> pairs = [];
            for (int i = 0; i < 12; i++)
            {
                (string left, string right) = (tokens[Below(tokens.Count)], tokens[Below(tokens.Count)]);
                if (pairs.Contains((left, right)) || left.Length + right.Length > 12)
                    continue;
                pairs.Add((left, right));
                if (!tokens.Contains(left + right))
                    tokens.Add(left + right);
            }

            Vocabulary vocabulary = Vocabulary.Create([.. tokens.Select((token, id) => KeyValuePair.Create(token, id))], "test");
            BytePairMerger merger = new(BytePairMerges.Create(pairs, vocabulary, "test"));
            for (int words = 0; words < 20; words++)
            {
                int[] word = [.. Enumerable.Range(0, Below(40)).Select(_ => Below(4))];
                List<string> expected = [.. word.Select(id => tokens[id])];
                MergeSlowly(expected, pairs);

                // When
                int count = merger.Merge(word);

                // Then
                Assert.Equal(expected, word[..count].Select(id => tokens[id]));
            }
        }

        int Below(int limit) => random.Next(limit);
    }

    [Fact]
    public void Of_equal_pairs_the_left_one_merges_first()
    {
        Vocabulary vocabulary = Vocabulary.Create([KeyValuePair.Create("a", 0), KeyValuePair.Create("aa", 1)], "test");
        BytePairMerger merger = new(BytePairMerges.Create([("a", "a")], vocabulary, "test"));
        int[] word = [0, 0, 0];
        Assert.Equal(2, merger.Merge(word));
        Assert.Equal([1, 0], word[..2]);
    }

    [Fact]
    public void The_later_of_two_equal_merges_counts()
    {
        // Given: as in a map that is filled in order, ab comes last and so bc goes before it.
        Vocabulary vocabulary = Vocabulary.Create([.. ((string[])["a", "b", "c", "ab", "bc"]).Select((token, id) => KeyValuePair.Create(token, id))], "test");
        BytePairMerges merges = BytePairMerges.Create([("a", "b"), ("b", "c"), ("a", "b")], vocabulary, "test");
        int[] word = [0, 1, 2];

        // When, Then
        Assert.Equal(2, merges.Count);
        Assert.Equal(2, new BytePairMerger(merges).Merge(word));
        Assert.Equal([0, 4], word[..2]);
    }

    // Sennrich et al. 2016, algorithm 1: every occurrence of the best pair, left to right.
    private static void MergeSlowly(List<string> word, List<(string Left, string Right)> pairs)
    {
        for (; ; )
        {
            int best = -1;
            for (int i = 0; i + 1 < word.Count; i++)
            {
                int rank = pairs.IndexOf((word[i], word[i + 1]));
                if (rank >= 0 && (best < 0 || rank < pairs.IndexOf((word[best], word[best + 1]))))
                    best = i;
            }

            if (best < 0)
                return;
            word[best] += word[best + 1];
            word.RemoveAt(best + 1);
        }
    }
}
