using System.Text.Json;
using System.Text.Json.Nodes;
using MultiModal.Images.Diffusion.Conditioning;
using MultiModal.Onnx.Runtime;
using MultiModal.Onnx.Tokenizers;
using MultiModal.Testing;

namespace MultiModal.Images.Tests.Diffusion.Conditioning;

/// <summary>A folder in the diffusers layout with the text encoders of Data/TextEncoders and tokenizers of single bytes, which a test can spoil.</summary>
internal sealed class EncoderFolder : IDisposable
{
    public const int Context = 12;

    private readonly TemporaryFolder _folder = new();

    public EncoderFolder(string pack)
    {
        switch (pack)
        {
            case "plain":
                PutEncoder("text_encoder", "plain.onnx", hiddenSize: 4, layers: 2);
                break;
            case "half":
                PutEncoder("text_encoder", "half.onnx", hiddenSize: 4, layers: 3);
                break;
            case "states":
                PutEncoder("text_encoder", "first.onnx", hiddenSize: 4, layers: 2);
                break;
            case "xl":
                PutEncoder("text_encoder", "first.onnx", hiddenSize: 4, layers: 2);
                PutEncoder("text_encoder_2", "second.onnx", hiddenSize: 6, layers: 3, pad: "!");
                break;
            case "refiner":
                PutEncoder("text_encoder_2", "second.onnx", hiddenSize: 6, layers: 3, pad: "!");
                break;
            default:
                throw new ArgumentException($"There is no pack {pack}.", nameof(pack));
        }

        bool isXl = pack is "xl" or "refiner";
        Put("model_index.json", $$"""
            {"_class_name": "{{(isXl ? "StableDiffusionXLPipeline" : "StableDiffusionPipeline")}}",
             "text_encoder": {{(pack == "refiner" ? "[null, null]" : "[\"transformers\", \"CLIPTextModel\"]")}}
             {{(isXl ? ",\"text_encoder_2\": [\"transformers\", \"CLIPTextModelWithProjection\"], \"force_zeros_for_empty_prompt\": true" : "")}}
             {{(pack == "refiner" ? ",\"requires_aesthetics_score\": true" : "")}} }
            """);
        Put("unet/config.json", pack switch
        {
            "xl" => """{"cross_attention_dim": 10, "addition_embed_type": "text_time", "addition_time_embed_dim": 8, "projection_class_embeddings_input_dim": 53}""",
            "refiner" => """{"cross_attention_dim": [6, 6], "addition_embed_type": "text_time", "addition_time_embed_dim": 8, "projection_class_embeddings_input_dim": 45}""",
            _ => """{"cross_attention_dim": 4}""",
        });
    }

    public string Root => _folder.Root;

    public static string Data(string name) => Path.Combine(AppContext.BaseDirectory, "Data", "TextEncoders", name);

    public PromptConditioner Open(SessionPool pool) => PromptConditioner.Open(Root, pool);

    public void Dispose() => _folder.Dispose();

    public void Put(string path, string text)
    {
        string full = _folder.Path(path.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public void Change(string path, Action<JsonNode> change)
    {
        JsonNode json = JsonNode.Parse(File.ReadAllText(_folder.Path(path.Split('/'))))!;
        change(json);
        Put(path, json.ToJsonString());
    }

    public void Delete(string path)
    {
        string full = _folder.Path(path.Split('/'));
        if (Directory.Exists(full))
            Directory.Delete(full, recursive: true);
        else
            File.Delete(full);
    }

    public void Move(string from, string to) => Directory.Move(_folder.Path(from), _folder.Path(to));

    public void Swap(string one, string other)
    {
        Move(one, "moved");
        Move(other, one);
        Move("moved", other);
    }

    public void PutModel(string part, string model)
    {
        Directory.CreateDirectory(_folder.Path(part));
        File.Copy(Data(model), _folder.Path(part, "model.onnx"), overwrite: true);
    }

    private void PutEncoder(string part, string model, int hiddenSize, int layers, string pad = "<|endoftext|>")
    {
        PutModel(part, model);
        Put($"{part}/config.json", $$"""
            {"model_type": "clip_text_model", "hidden_size": {{hiddenSize}}, "num_hidden_layers": {{layers}}, "max_position_embeddings": {{Context}}, "vocab_size": 514}
            """);
        string tokenizer = part.Replace("text_encoder", "tokenizer", StringComparison.Ordinal);
        string[] bytes = [.. Enumerable.Range(0, 256).Select(value => ByteLevelAlphabet.Spell((byte)value).ToString())];
        string[] tokens = [.. bytes, .. bytes.Select(spelled => spelled + "</w>"), "<|startoftext|>", "<|endoftext|>"];
        Put($"{tokenizer}/vocab.json", JsonSerializer.Serialize(tokens.Select((token, id) => (token, id)).ToDictionary(pair => pair.token, pair => pair.id)));
        Put($"{tokenizer}/merges.txt", "#version: 0.2\n");
        Put($"{tokenizer}/tokenizer_config.json", $$"""{"model_max_length": {{Context}}, "pad_token": "{{pad}}"}""");
    }
}
