namespace MultiModal.Images.Measuring;

/// <summary>Captions of other scenes, in the words of the reader's captions, against which a picture's own caption has to hold.</summary>
internal static class DistractorCaptions
{
    private static readonly string[] English =
    [
        "A boat on a lake, at dusk; the mood is calm.",
        "Three pine trees on a winter night, in falling snow; the mood is lonely.",
        "A city at night, in the rain; the mood is nostalgic.",
        "A lighthouse and waves, in a storm; the mood is tense.",
        "Two cranes over a pond at dawn; the mood is calm.",
        "A castle on a cliff, at dusk; the mood is solemn.",
        "A field of sunflowers in summer; the mood is joyful.",
        "A train on a bridge in autumn; the mood is nostalgic.",
        "The moon above mountains at night; the mood is lonely.",
        "A waterfall in a forest in spring; the mood is serene.",
        "Five sheep on a meadow in the morning; the mood is calm.",
        "A pagoda and plum blossom in spring; the mood is serene.",
        "A whale in the sea; the mood is solemn.",
        "A rainbow over hills after rain; the mood is joyful.",
        "A desert under stars at night; the mood is lonely.",
        "A child with a dog on a path, at noon; the mood is playful.",
        "An old church and bare trees in winter; the mood is dark.",
        "A windmill in a wheat field in summer; the mood is calm.",
        "A fire and a couple on a shore at night; the mood is tender.",
        "Bamboo by a stream, in mist; the mood is serene.",
        "A horse on a plain at sunset; the mood is free.",
        "A crowd with lanterns in a village at night; the mood is joyful.",
        "An owl in a tree, by the moon; the mood is mysterious.",
        "Lotus and fish in a pond in summer; the mood is calm.",
        "A ship on the sea, in lightning; the mood is tense.",
        "Cherry blossom over a river in spring; the mood is tender.",
        "Snow on the roofs of a village in the evening; the mood is calm.",
        "A deer in a maple forest in autumn; the mood is serene.",
        "A candle in a window at night; the mood is lonely.",
        "Palms on an island at noon; the mood is joyful.",
        "Wild geese above reeds at dawn in autumn; the mood is nostalgic.",
    ];

    private static readonly string[] Chinese =
    [
        "黄昏，湖上有小船，意境平静。",
        "冬夜，三棵松树，雪花飘落，意境孤寂。",
        "夜里，雨中的城市，意境怀旧。",
        "暴风雨里，灯塔和海浪，意境紧张。",
        "清晨，池塘上有两只鹤，意境平静。",
        "黄昏，悬崖上有城堡，意境庄严。",
        "夏天，一片向日葵田，意境欢快。",
        "秋天，桥上有火车，意境怀旧。",
        "夜里，山上有明月，意境孤寂。",
        "春天，林中有瀑布，意境宁静。",
        "早晨，草地上有五只羊，意境平静。",
        "春天，宝塔和梅花，意境宁静。",
        "大海里有一头鲸，意境庄严。",
        "雨后，山丘上有彩虹，意境欢快。",
        "夜里，星空下的沙漠，意境孤寂。",
        "中午，小路上有孩子和狗，意境活泼。",
        "冬天，老教堂和枯树，意境阴暗。",
        "夏天，麦田里有风车，意境平静。",
        "夜里，岸边有篝火和一对恋人，意境温柔。",
        "雾中，溪边有竹子，意境宁静。",
        "日落，平原上有一匹马，意境自由。",
        "夜里，村庄里人群提着灯笼，意境欢快。",
        "月下，树上有猫头鹰，意境神秘。",
        "夏天，池塘里有荷花和鱼，意境平静。",
        "闪电里，海上有大船，意境紧张。",
        "春天，河上有樱花，意境温柔。",
        "傍晚，村庄的屋顶上有雪，意境平静。",
        "秋天，枫林里有一只鹿，意境宁静。",
        "夜里，窗里有一支蜡烛，意境孤寂。",
        "中午，岛上有棕榈树，意境欢快。",
        "秋天清晨，芦苇上有大雁，意境怀旧。",
    ];

    /// <summary>Gets how many captions there are in each language.</summary>
    public static int Count => English.Length;

    /// <summary>Returns the captions in the language of a caption.</summary>
    public static IReadOnlyList<string> For(string caption) => ScenePrompt.IsChinese(caption) ? Chinese : English;
}
