// Makes training pictures: pairs of a painted scene and its blocking-in, with the words that describe it.
//   corpus OUT FIRST COUNT WIDTH HEIGHT
// writes OUT/FIRST-WIDTHxHEIGHT.{picture,layout}.rgb (raw 8-bit RGB, one after another) and .jsonl (one line a picture).
// Picture n of the corpus depends on n alone, so that ranges can be made by several processes and again at any time.
using System.Globalization;
using MultiModal.Training;

if (args.Length != 5)
{
    Console.Error.WriteLine("usage: corpus OUT FIRST COUNT WIDTH HEIGHT");
    return 2;
}

int[] numbers = [.. args.Skip(1).Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
await new CorpusMaker(args[0]).MakeAsync(numbers[0], numbers[1], numbers[2], numbers[3]).ConfigureAwait(false);
return 0;
