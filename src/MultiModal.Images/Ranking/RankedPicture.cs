namespace MultiModal.Images.Ranking;

/// <summary>A picture's place among others.</summary>
/// <param name="Index">Which of the pictures given.</param>
/// <param name="Score">How well it agrees with the words, −1 to 1.</param>
public sealed record RankedPicture(int Index, double Score);
