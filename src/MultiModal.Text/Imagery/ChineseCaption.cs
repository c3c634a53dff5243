using System.Text;
using MultiModal.Images;

namespace MultiModal.Text.Imagery;

/// <summary>Describes a scene in one Chinese sentence, fit to be a picture prompt.</summary>
internal static class ChineseCaption
{
    private const string Digits = "零一两三四五六七八九十";
    private static readonly Dictionary<string, string> Moods = new(StringComparer.Ordinal)
    {
        ["joyful"] = "欢快",
        ["triumphant"] = "豪迈",
        ["playful"] = "活泼",
        ["tender"] = "温柔",
        ["hopeful"] = "充满希望",
        ["serene"] = "宁静悠远",
        ["calm"] = "平静",
        ["mysterious"] = "神秘",
        ["nostalgic"] = "怀旧",
        ["longing"] = "思念绵长",
        ["melancholy"] = "忧伤",
        ["lonely"] = "孤寂",
        ["grieving"] = "悲痛",
        ["fearful"] = "惊惧",
        ["angry"] = "愤怒",
        ["stormy"] = "激荡",
    };

    /// <summary>Writes the sentence.</summary>
    public static string Write(Scene scene, IReadOnlyDictionary<string, KindName> names)
    {
        Subject[] Of(params SubjectRole[] roles) => [.. scene.Subjects.Where(subject => roles.Contains(SceneVocabulary.Words[subject.Kind]))];
        string List(IEnumerable<Subject> subjects) => Join([.. subjects.Select(subject => Name(subject, names))]);
        Subject[] things = [.. Of(SubjectRole.Built, SubjectRole.Plant, SubjectRole.Animal, SubjectRole.Person).Take(4)];
        Subject[] water = [.. Of(SubjectRole.Water).Take(1)];
        Subject[] land = [.. Of(SubjectRole.Terrain).Take(2)];
        Subject[] sky = [.. Of(SubjectRole.Sky).Take(2)];
        Subject[] air = [.. Of(SubjectRole.Air).Take(1)];

        List<string> parts = [];
        string when = Season(scene.Season, scene.Time);
        if (when.Length > 0)
        {
            parts.Add(when);
        }

        if (sky.Length > 0)
        {
            parts.Add("天上有" + List(sky).Replace("太阳", scene.Time switch { TimeOfDay.Dusk => "落日", TimeOfDay.Dawn => "朝阳", _ => "太阳" }, StringComparison.Ordinal));
        }

        if (things.Length > 0)
        {
            parts.Add((water.Length > 0 ? List(water) + "边有" : sky.Length > 0 ? "地上有" : "画中有") + List(things));
        }
        else if (water.Length > 0)
        {
            parts.Add("画中有" + List(water));
        }

        if (land.Length > 0)
        {
            parts.Add("远处是" + List(land));
        }

        if (air.Length > 0 && scene.Weather is null)
        {
            parts.Add("空中有" + List(air));
        }

        if (scene.Weather is { } weather)
        {
            parts.Add(weather switch
            {
                Weather.Clear => "天色晴朗",
                Weather.Cloudy => "云天低垂",
                Weather.Mist => "烟雾朦胧",
                Weather.Rain => "细雨蒙蒙",
                Weather.Snow => "雪花纷飞",
                Weather.Storm => "风雨大作",
                _ => "风轻轻吹过",
            });
        }

        if (parts.Count == 0)
        {
            parts.Add("一片空旷的景色");
        }

        StringBuilder sentence = new(string.Join('，', parts));
        return sentence.Append("，意境").Append(Moods[scene.Mood.Name]).Append('。').ToString();
    }

    private static string Season(Season? season, TimeOfDay? time)
    {
        string first = season switch { Images.Season.Spring => "春", Images.Season.Summer => "夏", Images.Season.Autumn => "秋", Images.Season.Winter => "冬", _ => string.Empty };
        string second = time switch
        {
            TimeOfDay.Dawn => "黎明",
            TimeOfDay.Morning => "早晨",
            TimeOfDay.Noon => "正午",
            TimeOfDay.Afternoon => "午后",
            TimeOfDay.Dusk => "黄昏",
            TimeOfDay.Night => "夜",
            _ => string.Empty,
        };
        return (first, second) switch
        {
            ("", "夜") => "夜里",
            ("", _) => second,
            (_, "") => first + "天",
            (_, "夜") => first + "夜",
            _ => first + "日" + second,
        };
    }

    private static string Join(string[] words) => words.Length > 1 ? string.Join('、', words[..^1]) + "和" + words[^1] : words[0];

    private static string Name(Subject subject, IReadOnlyDictionary<string, KindName> names)
    {
        KindName name = names[subject.Kind];
        if (name.Measure is not { } measure)
        {
            return name.One;
        }

        string number = subject.Count < Digits.Length ? Digits[subject.Count].ToString() : "许多";
        return subject.Count == 1 ? "一" + measure + name.One : number == "许多" ? number + name.One : number + measure + name.One;
    }
}
